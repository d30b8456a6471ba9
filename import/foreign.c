/*
 * What arrives among rosters and is none. Each is refused by its own name and
 * with its own advice: a scan cannot be saved as .xlsx, an archive must be
 * unpacked, a Numbers document must be exported.
 *
 * Names here are what people see in the message; they stand in it as they are
 * in either language.
 */
#include "import/foreign.h"

#include <string.h>

/* ---- by the first bytes ---- */

struct signature {
    const char *bytes;
    size_t length;
    size_t at;
    enum diag_code code;
    const char *name;
};

#define BEGINS(bytes, code, name)                                              \
    {                                                                          \
        (bytes), sizeof(bytes) - 1, 0, DIAG_##code, (name)                     \
    }

static const struct signature signatures[] = {
    BEGINS("%PDF-", FILE_DOCUMENT, "PDF"),
    BEGINS("{\\rtf", FILE_DOCUMENT, "RTF"),
    BEGINS("\xDB\xA5\x2D\x00", FILE_DOCUMENT, "Word 2"),
    BEGINS("\x89PNG\r\n", FILE_PICTURE, "PNG"),
    BEGINS("\xFF\xD8\xFF", FILE_PICTURE, "JPEG"),
    BEGINS("GIF87a", FILE_PICTURE, "GIF"),
    BEGINS("GIF89a", FILE_PICTURE, "GIF"),
    BEGINS("II*\0", FILE_PICTURE, "TIFF"),
    BEGINS("MM\0*", FILE_PICTURE, "TIFF"),
    {"WEBP", 4, 8, DIAG_FILE_PICTURE, "WebP"},
    {"ftypheic", 8, 4, DIAG_FILE_PICTURE, "HEIC"},
    {"ftypmif1", 8, 4, DIAG_FILE_PICTURE, "HEIF"},
    BEGINS("Rar!\x1A\x07", FILE_ARCHIVE, "RAR"),
    BEGINS("7z\xBC\xAF\x27\x1C", FILE_ARCHIVE, "7z"),
    BEGINS("\x1F\x8B\x08", FILE_ARCHIVE, "gzip"),
    BEGINS("BZh", FILE_ARCHIVE, "bzip2"),
    BEGINS("\xFD"
           "7zXZ\0",
           FILE_ARCHIVE, "xz"),
    BEGINS("MSCF\0\0\0\0", FILE_ARCHIVE, "CAB"),
    {"ustar", 5, 257, DIAG_FILE_ARCHIVE, "tar"},
    BEGINS("ID;P", FILE_SHEET_FORMAT, "SYLK (.slk)"),
    BEGINS("TABLE\r\n0,1\r\n", FILE_SHEET_FORMAT, "DIF"),
    BEGINS("TABLE\n0,1\n", FILE_SHEET_FORMAT, "DIF"),
    BEGINS("\0\0\2\0\4\4", FILE_SHEET_FORMAT, "Lotus 1-2-3"),
    BEGINS("\0\0\2\0\6\4", FILE_SHEET_FORMAT, "Lotus 1-2-3"),
    BEGINS("\0\0\x1A\0", FILE_SHEET_FORMAT, "Lotus 1-2-3"),
    {"Standard Jet DB", 15, 4, DIAG_FILE_SHEET_FORMAT, "Access (.mdb)"},
    {"Standard ACE DB", 15, 4, DIAG_FILE_SHEET_FORMAT, "Access (.accdb)"},
    BEGINS("SQLite format 3", FILE_SHEET_FORMAT, "SQLite"),
};

static int refuse(const char *path, enum diag_code code, const char *name,
                  struct failure *failure)
{
    return failure_set(failure, code, path, "%s", name);
}

/* A bitmap says its own size, so that a text beginning with BM is none. */
static bool is_bitmap(const struct file_bytes *file)
{
    const unsigned char *at = file->bytes;
    return file->size > 26 && at[0] == 'B' && at[1] == 'M' && at[6] == 0 &&
           at[7] == 0 && at[8] == 0 && at[9] == 0 && at[14] >= 12 &&
           at[15] == 0;
}

/* dBASE: version, a date, and a head whose length fits its columns. */
static bool is_dbase(const struct file_bytes *file)
{
    const unsigned char *at = file->bytes;
    if (file->size < 65)
        return false;
    const unsigned version = at[0] & 0x7F;
    const size_t head = at[8] + at[9] * 256U;
    return (version == 3 || version == 0x0B || version == 0x30 ||
            version == 0x31) &&
           at[2] >= 1 && at[2] <= 12 && at[3] >= 1 && at[3] <= 31 &&
           head >= 65 && head <= file->size && at[head - 1] <= 0x0D &&
           at[12] == 0 && at[13] == 0;
}

bool foreign_refuses(const struct file_bytes *file, struct failure *failure)
{
    for (size_t i = 0; i < sizeof signatures / sizeof signatures[0]; i++) {
        const struct signature *known = &signatures[i];
        if (file->size >= known->at + known->length &&
            memcmp(file->bytes + known->at, known->bytes, known->length) == 0) {
            refuse(file->path, known->code, known->name, failure);
            return true;
        }
    }
    if (!is_bitmap(file) && !is_dbase(file))
        return false;
    if (is_bitmap(file))
        refuse(file->path, DIAG_FILE_PICTURE, "BMP", failure);
    else
        refuse(file->path, DIAG_FILE_SHEET_FORMAT, "dBASE (.dbf)", failure);
    return true;
}

/* ---- by what a container holds ---- */

struct content {
    const char *part;
    enum diag_code code;
    const char *name;
};

int foreign_refuse_package(const struct zip_package *package, const char *path,
                           struct failure *failure)
{
    static const struct content known[] = {
        {"word/document.xml", DIAG_FILE_DOCUMENT, "Word (.docx)"},
        {"ppt/presentation.xml", DIAG_FILE_DOCUMENT, "PowerPoint (.pptx)"},
        {"visio/document.xml", DIAG_FILE_DOCUMENT, "Visio (.vsdx)"},
        {"OFD.xml", DIAG_FILE_DOCUMENT, "OFD"},
        {"FixedDocumentSequence.fdseq", DIAG_FILE_DOCUMENT, "XPS"},
        {"META-INF/container.xml", DIAG_FILE_DOCUMENT, "EPUB"},
        {"Index/Document.iwa", DIAG_FILE_SHEET_FORMAT, "Apple iWork"},
        {"Index.zip", DIAG_FILE_SHEET_FORMAT, "Apple iWork"},
        {"index.apxl", DIAG_FILE_SHEET_FORMAT, "Apple iWork"},
        {"index.xml", DIAG_FILE_SHEET_FORMAT, "Apple iWork"},
        {"content.xml", DIAG_FILE_SHEET_FORMAT, "OpenOffice 1 (.sxc)"},
    };
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        if (zip_package_has(package, known[i].part))
            return refuse(path, known[i].code, known[i].name, failure);
    if (zip_package_has(package, "[Content_Types].xml"))
        return failure_explain(failure, DIAG_FILE_FORMAT, MESSAGE_WHY_IS_BINARY,
                               path, "OOXML");
    return refuse(path, DIAG_FILE_ARCHIVE, "ZIP", failure);
}

/* What has none of these streams is named by those it has. */
int foreign_refuse_container(const struct ole2 *ole2, const char *path,
                             struct failure *failure)
{
    static const struct content known[] = {
        {"WordDocument", DIAG_FILE_DOCUMENT, "Word (.doc)"},
        {"PowerPoint Document", DIAG_FILE_DOCUMENT, "PowerPoint (.ppt)"},
        {"VisioDocument", DIAG_FILE_DOCUMENT, "Visio (.vsd)"},
        {"__properties_version1.0", DIAG_FILE_DOCUMENT, "Outlook (.msg)"},
        {"WksSSWorkBook", DIAG_FILE_SHEET_FORMAT, "Works (.xlr)"},
        {"SPELLING", DIAG_FILE_SHEET_FORMAT, "Works"},
    };
    struct text names = TEXT_INIT;
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        if (ole2_has(ole2, known[i].part))
            return refuse(path, known[i].code, known[i].name, failure);
    text_append(&names, "OLE2: ");
    ole2_append_names(ole2, &names);
    if (names.failed)
        failure_memory(failure);
    else
        failure_explain(failure, DIAG_FILE_FORMAT, MESSAGE_WHY_IS_BINARY, path,
                        "%s", text_of(&names));
    text_release(&names);
    return -1;
}
