"""The engines that run the jobs of a plan: this process, a pool of processes on this machine, or a dask cluster."""
