# SPDX-License-Identifier: Apache-2.0
./NeuroSIM/main 0 network.csv 8 8 weight0.csv weightOld0.csv input0.csv 0.2 weight1.csv weightOld1.csv input1.csv 0.2
