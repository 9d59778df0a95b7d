"""How a person proves who he is: signing in and out, lock-outs, second factors, and sessions that end."""
