# Predictions of a ridge classifier that leaves one run out, for RidgeClassifierTest.
#
#     python3 src/test/python/ridge_classifier.py
#
# Writes ridge_wide.tsv and ridge_tall.tsv in src/test/resources/org/voxel2pixel/evaluation: run, kind, predicted kind at alpha
# 1 and 100, then the features. Normal equations on centred data by numpy, with fewer trials than
# features ("wide") and more ("tall"), so that both forms of the solution are asked for.
import numpy as np

rng = np.random.default_rng(11)


def predictions(x, kinds, runs, alpha):
    classes = sorted(set(kinds))
    y = np.array([[1.0 if k == c else -1.0 for c in classes] for k in kinds])
    said = [None] * len(kinds)
    for run in sorted(set(runs)):
        train = np.array([r != run for r in runs])
        mx, my = x[train].mean(0), y[train].mean(0)
        a = x[train] - mx
        w = np.linalg.solve(a.T @ a + alpha * np.eye(x.shape[1]), a.T @ (y[train] - my))
        p = (x[~train] - mx) @ w + my
        for n, row in zip(np.flatnonzero(~train), p):
            said[n] = classes[int(row.argmax())]
    return said


def write(name, features):
    kinds, runs, x = [], [], []
    centres = rng.normal(size=(3, features))
    for run in range(5):
        for kind in range(3):
            for _ in range(2):
                kinds.append("abc"[kind])
                runs.append(f"run-{run + 1}")
                x.append(0.4 * centres[kind] + rng.normal(size=features))
    x = np.array(x, dtype=np.float32).astype(float)
    one, hundred = (predictions(x, kinds, runs, alpha) for alpha in (1.0, 100.0))
    path = f"src/test/resources/org/voxel2pixel/evaluation/{name}.tsv"
    with open(path, "w") as out:
        for n in range(len(kinds)):
            cells = [runs[n], kinds[n], one[n], hundred[n]] + [repr(float(np.float32(v))) for v in x[n]]
            out.write("\t".join(cells) + "\n")
    print(name, np.mean([a == b for a, b in zip(kinds, one)]), np.mean([a == b for a, b in zip(kinds, hundred)]))


write("ridge_wide", 40)
write("ridge_tall", 6)
