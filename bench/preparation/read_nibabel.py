# The voxels of a mask out of runs by nibabel, two processes; the work that Prepare Dataset starts with.
#     python3 bench/preparation/read_nibabel.py MASK RUN...
import sys
from multiprocessing import Pool

import nibabel
import numpy as np

mask = np.asarray(nibabel.load(sys.argv[1]).dataobj) > 0


def read(path):
    return np.asarray(nibabel.load(path).dataobj)[mask].T.astype(np.float32).shape


if __name__ == "__main__":
    with Pool(2) as pool:
        print(sum(shape[0] for shape in pool.map(read, sys.argv[2:], chunksize=1)), "volumes")
