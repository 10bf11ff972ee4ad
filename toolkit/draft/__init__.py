"""Next year's report: the workbook to fill in, the metrics, the plan, the draft in Word, and its verification."""
