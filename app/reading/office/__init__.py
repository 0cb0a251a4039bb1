"""Documents, presentations and spreadsheets, of today and of before."""
