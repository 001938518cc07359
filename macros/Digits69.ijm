// Handwritten sixes and nines from a real person's visual cortex
// (van Gerven, de Lange and Heskes 2010, Neural Computation 22:3127).
//
//   java -jar target/voxel2pixel/voxel2pixel.jar macros/Digits69.ijm DIR
//
// DIR is the folder of digit69_28x28.mat, which is not ours to give: 90 training and 10 test
// trials of 3092 voxels of V1 to V3. Results are written to target/digits69.

// Least r2 of a field and epochs were chosen by 5-fold cross-validation on the 90 training trials;
// the ten test digits had no part in it.

dir = getArgument();
if (dir == "") dir = ".";
out = "target/digits69";
dataset = out + "/dataset";
trained = out + "/run";

run("Import Matrices...", "source=[" + dir + "/digit69_28x28.mat] dataset=[" + dataset + "]"
    + " trainresponses=fmriTrn trainimages=stimTrn testresponses=fmriTest testimages=stimTest"
    + " widthpx=28 heightpx=28 pixelorder=column white=255 screendeg=10 trialsec=12.5"
    + " ifexists=replace");
run("Estimate Receptive Fields...", "dataset=[" + dataset + "] stimulus=luminance search=quick"
    + " scaling=standardised");
run("Project Voxels To Pixels...", "dataset=[" + dataset + "] split=test minr2=0.2 save=[" + out
    + "/rfs.tif] ifexists=replace");
run("Train Model...", "dataset=[" + dataset + "] run=[" + trained + "] model=brain2pix"
    + " preset=quick override=[epochs=100] minr2=0.2 seed=1 ifexists=replace");
run("Reconstruct...", "dataset=[" + dataset + "] model=[" + trained + "/model] split=test");
saveAs("Tiff", out + "/reconstruction.tif");
run("Evaluate Reconstructions...", "dataset=[" + dataset + "] metrics=[" + out + "/metrics.csv]"
    + " montage=[" + out + "/montage.png] pairs=10");

print("written:");
files = newArray("rfs.tif", "reconstruction.tif", "montage.png", "metrics.csv");
for (i = 0; i < files.length; i++) print("  " + out + "/" + files[i]);
