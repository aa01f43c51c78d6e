// SPDX-License-Identifier: Apache-2.0

#ifndef KERNELS_H
#define KERNELS_H

#include "tk_random.h"
#include "tk_csv.h"
#include "tk_bits.h"
#include "tk_adc.h"
#include "tk_cells.h"
#include "tk_imc.h"
#include "tk_memory.h"
#include "tk_normal.h"
#include "tk_numbers.h"
#include "tk_processor.h"
#include "tk_products.h"
#include "tk_writes.h"
#include "tk_epochs.h"
#include "tk_network.h"

#endif
