SET check_function_bodies = false;
