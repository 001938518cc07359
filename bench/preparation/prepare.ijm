// What bench/preparation/time.sh times: "STUDY DATASET RUNS THREADS", RUNS being a selection such as run-00*.
words = split(getArgument(), " ");
run("Prepare Dataset...", "subject=[" + words[0] + "/sub-01] dataset=[" + words[1] + "] preset=shen2019"
    + " trainruns=[task-perception " + words[2] + "] testruns=none"
    + " columns=[stimulus=stimulus_name type=event_type keep=1] threads=" + words[3] + " ifexists=replace");
