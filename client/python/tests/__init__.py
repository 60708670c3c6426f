# Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
