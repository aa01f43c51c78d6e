print("# todo")
