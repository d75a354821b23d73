open('/tmp/@MARK@-conftest', 'w').write('ran')
