-- nothing

/* at all */