"""Notes, spreadsheets and other programs: in and out."""
