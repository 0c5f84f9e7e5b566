"""Programs run inside the sandbox by the project's own interpreter. They import nothing of Lacewing; Python 3.8 on."""
