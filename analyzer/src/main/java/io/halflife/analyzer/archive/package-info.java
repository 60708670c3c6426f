// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * The log as Parquet files: {@link io.halflife.analyzer.archive.ArchiveRun} writes them, {@link
 * io.halflife.analyzer.archive.ArchivedLog} reads them in place of the database's rows. What lies
 * where stands in the database, so a file that is not noted there does not exist.
 */
package io.halflife.analyzer.archive;
