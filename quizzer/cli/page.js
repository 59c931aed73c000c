// The keys go to the sitting at once, and again whenever the window comes back to the front.
const focus = () => document.querySelector(".xterm-helper-textarea")?.focus();
new MutationObserver(focus).observe(document.body, { attributes: true, attributeFilter: ["class"] });
window.addEventListener("focus", focus);
