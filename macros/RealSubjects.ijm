// Real fMRI, cross-validated: how well are pictures reconstructed that the model has not learned from?
//
//   java -jar target/voxel2pixel/voxel2pixel.jar macros/RealSubjects.ijm "DIR [OUT [MODEL]]"
//
// DIR holds two folders with a file each, which are not ours to give:
//   vangerven-digit69/digit69_28x28.mat      handwritten sixes and nines, 100 trials, V1 to V3
//                                            (van Gerven et al. 2010, Neural Computation 22:3127)
//   miyawaki-v1-figure/V1_mean_figure.mat    ten figures shown eight times each, V1
//                                            (Miyawaki et al. 2008, Neuron 60:915)
// OUT, target/real-subjects if left out, gets table.csv and a picture of presented beside
// reconstructed for each set, protocol and model. What is there already is replaced.

// Names with spaces do not fit here: DIR ends at the first space.
words = split(getArgument(), " ");
if (words.length < 1 || words.length > 3) exit("Give the folder: ... macros/RealSubjects.ijm \"DIR [OUT]\"");
dir = words[0];
out = "target/real-subjects";
if (words.length > 1) out = words[1];

// Every model is fitted anew for each fold. Overrides of its settings stand beside its name.
// shen2019 is its preset quick on smaller pictures: the layers that fit them, the pixels' weight for so many
// fewer pixels, the rest as it is. Nothing was chosen by looking at these data. Ten nulls of it would
// take a quarter of an hour, so it has one.
models = newArray("ridge", "shen2019");
nulls = newArray(10, 1);
layers = " batchSize=16 steps=300 rateHalvings=[150,225] discriminatorKernels=[5,3]"
    + " discriminatorStrides=[2,2] discriminatorCoefficients=[0.1,1] discriminatorFilters=[16,32]";
digits = newArray("", "imagePx=28 cropPx=28 firstMapPx=7 denseWidths=[256,256,3136] comparator=gabor"
    + " generatorFilters=[32,16,3] generatorStrides=[2,2,1] imageWeight=1.3e-4" + layers);
figures = newArray("", "imagePx=10 cropPx=10 firstMapPx=5 denseWidths=[256,256,1600] comparator=gabor"
    + " generatorFilters=[32,3] generatorStrides=[2,1] imageWeight=1e-3" + layers);

// 1. The datasets. All figures are to learn from; five successive trials are a block.
run("Import Matrices...", "source=[" + dir + "/vangerven-digit69/digit69_28x28.mat]"
    + " dataset=[" + out + "/digits] trainresponses=fmriTrn trainimages=stimTrn trainkinds=labelTrn"
    + " testresponses=fmriTest testimages=stimTest testkinds=labelTest"
    + " widthpx=28 heightpx=28 pixelorder=column white=255 screendeg=10 trialsec=12.5"
    + " ifexists=replace");
run("Import Matrices...", "source=[" + dir + "/miyawaki-v1-figure/V1_mean_figure.mat]"
    + " dataset=[" + out + "/figures] trainresponses=R2 trainimages=I2 testresponses=[] testimages=[]"
    + " trialsare=columns trialsperrun=5 widthpx=10 heightpx=10 pixelorder=column white=1"
    + " screendeg=10 trialsec=12 ifexists=replace");

// 2. Each model by each protocol.
if (File.exists(out + "/table.csv")) deleted = File.delete(out + "/table.csv");
for (m = 0; m < models.length; m++) {
    if (words.length < 3 || words[2] == models[m]) {
        validate("digits", "kfold", models[m], digits[m], nulls[m]);
        validate("figures", "leave-one-stimulus-out", models[m], figures[m], nulls[m]);
        validate("figures", "leave-one-run-out", models[m], figures[m], nulls[m]);
    }
}
print("written: " + out + "/table.csv");

function validate(set, protocol, model, override, nullCount) {
    picture = out + "/" + set + "-" + protocol + "-" + model + ".png";
    run("Cross-Validate Reconstruction...", "dataset=[" + out + "/" + set + "] name=" + set
        + " model=" + model + " override=[" + override + "] protocol=" + protocol
        + " folds=10 seed=1 nulls=" + nullCount
        + " table=[" + out + "/table.csv] iftable=append montage=[" + picture + "] pairs=20");
    close("*");
    print("written: " + picture);
}
