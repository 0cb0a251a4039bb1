"""Why indexing may have to wait: one small class for each reason, which answers when it is asked."""
