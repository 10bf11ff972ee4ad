"""What Word's older formats share: paragraphs and rows in order, and the XML of a docx that they become."""
