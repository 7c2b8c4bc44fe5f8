/* Stands in, in the tests under wine only, for the one function that the standard library
   takes from Windows 10's bcryptprimitives.dll and that Debian's wine 8 does not have. It is
   built into the throw-away wine folder of a test and never shipped. */
#include <windows.h>
#include <ntsecapi.h>

__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE buffer, SIZE_T length) {
    while (length > 0) {
        ULONG part = length > 4096 ? 4096 : (ULONG)length;
        if (!RtlGenRandom(buffer, part)) {
            return FALSE;
        }
        buffer += part;
        length -= part;
    }
    return TRUE;
}
