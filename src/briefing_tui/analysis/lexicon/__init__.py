"""The words of the analysis as data; ``analysis.words`` reads them."""
