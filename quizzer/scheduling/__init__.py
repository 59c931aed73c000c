"""When to ask: pure steps, folds over the review log, forecasts."""
