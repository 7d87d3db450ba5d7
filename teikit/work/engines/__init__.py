"""What performs the jobs of a plan: a pool of processes here, or a dask cluster."""
