%timeit -n 1 -r 1 sum(range(10))
!echo hello
ask_all?
%matplotlib inline
