"""Reports by another hand: a second generator, written without looking at ``fixtures`` or at the parser.

``fixtures`` grew beside the parser, so what its author did not think of is in neither. This one was written from the
official forms, from published reports and from what converters (LibreOffice, pdftotext, markitdown, mammoth) make of
tables; it shares nothing with ``fixtures`` but the shape of the truth.
"""
