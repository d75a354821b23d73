open('/tmp/@MARK@-startup', 'w').write('ran')
check = print
