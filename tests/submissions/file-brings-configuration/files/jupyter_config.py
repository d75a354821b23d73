open('/tmp/@MARK@-config', 'w').write('ran')
