// Brain2Pix from fMRI files to evaluated reconstructions, on a synthetic subject.
//
//   mvn -B -q compile exec:exec
//   java -jar target/voxel2pixel/voxel2pixel.jar macros/Demo.ijm [OUTPUT FOLDER]
//
// Everything is written below the output folder, target/demo if none is given. A second run
// replaces what the first one made.

out = getArgument();
if (out == "") out = "target/demo";
bids = out + "/bids";
dataset = out + "/dataset";
trained = out + "/run";

// 1. Files as a scanner would leave them: NIfTI runs, masks, events, film frames, head motion.
run("Generate Synthetic Subject...", "bids=[" + bids + "] ifexists=replace seed=1");

// 2. One dataset: voxels of V1, V2 and V3, drift and motion taken out, test runs averaged.
run("Prepare Dataset...", "subject=[" + bids + "/sub-01] dataset=[" + dataset + "] sizepx=48"
    + " screendeg=12 ifexists=replace");

// 3. Where in the visual field does each voxel look? From training samples only.
run("Estimate Receptive Fields...", "dataset=[" + dataset + "] stimulus=luminance");

// 4. Voxels painted at their fields: a hyperstack, channels are areas and lags, frames samples.
run("Project Voxels To Pixels...", "dataset=[" + dataset + "] split=test save=[" + out
    + "/rfs.tif] ifexists=replace");

// 5. Learn to turn such pictures into film frames.
run("Train Model...", "dataset=[" + dataset + "] run=[" + trained + "] model=brain2pix"
    + " preset=quick seed=1 ifexists=replace");

// 6. Reconstruct the film that was held out.
run("Reconstruct...", "dataset=[" + dataset + "] model=[" + trained + "/model] split=test");
saveAs("Tiff", out + "/reconstruction.tif");

// 7. How good is it, beside the mean image as a guess and a shuffled null?
run("Evaluate Reconstructions...", "dataset=[" + dataset + "] metrics=[" + out + "/metrics.csv]"
    + " montage=[" + out + "/montage.png]");

print("written:");
files = newArray("rfs.tif", "reconstruction.tif", "montage.png", "metrics.csv");
for (i = 0; i < files.length; i++) print("  " + out + "/" + files[i]);
print("  " + trained + "/model");
