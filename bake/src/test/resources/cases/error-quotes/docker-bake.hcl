target 'default' {}
