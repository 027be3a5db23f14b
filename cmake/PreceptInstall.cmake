# The installed package: find_package(precept) gives precept::values, precept::interpret, ... and the CLI.
