"""What all tests share. The servers are real; tests.settings gives them a data folder of their own."""
