using System.Runtime.InteropServices;

namespace Edify.Rag.Cli.Output;

/// <summary>Tells when nobody reads standard output any more, as behind <c>head</c>.</summary>
/// <remarks>The runtime drops what is written into a closed pipe without a word, so that a command would go on for nobody.</remarks>
internal static class StandardOutput
{
    private const int Descriptor = 1;
    private const short ErrorHangUpOrInvalid = 0x08 | 0x10 | 0x20;

    /// <summary>Ends a command whose output goes nowhere. On Windows nothing tells.</summary>
    /// <exception cref="OutputClosedException">The other end is closed.</exception>
    public static void ThrowIfClosed()
    {
        if (OperatingSystem.IsWindows()) return;
        var output = new PollDescriptor { Descriptor = Descriptor };
        if (Poll(ref output, 1, timeout: 0) > 0 && (output.Happened & ErrorHangUpOrInvalid) != 0) throw new OutputClosedException();
    }

    // As POSIX lays it out.
    private struct PollDescriptor
    {
        public int Descriptor;
        public short AskedFor;
        public short Happened;
    }

    [DllImport("libc", EntryPoint = "poll"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Poll(ref PollDescriptor descriptors, nuint count, int timeout);
}

/// <summary>Nobody reads standard output any more.</summary>
internal sealed class OutputClosedException() : IOException("Standard output is closed.");
