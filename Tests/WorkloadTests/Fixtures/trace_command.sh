./NeuroSIM/main 0 network.csv 8 4 weight0.csv weightOld0.csv input0.csv 0.5 weight1.csv weightOld1.csv input1.csv 0.25
