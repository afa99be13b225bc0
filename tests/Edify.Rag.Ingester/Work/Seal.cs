using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Edify.Rag.Ingester.Work;

/// <summary>
/// Takes from the process the right to write anywhere but into the state directory, by Landlock
/// (<see href="https://docs.kernel.org/userspace-api/landlock.html"/>): the kernel refuses to make, open for writing, truncate, move or
/// remove any other file. A run that comes to its end so has not written a byte elsewhere.
/// </summary>
internal static unsafe partial class Seal
{
    // The same numbers on every architecture.
    private const long CreateRuleset = 444;
    private const long AddRule = 445;
    private const long RestrictSelf = 446;
    private const int AskVersion = 1;
    private const int RulePathBeneath = 1;

    // Write, remove and make files of every kind, move, truncate: all rights that change a file system.
    private const ulong Writing = (1UL << 1) | (0x7FFUL << 4);
    private const ulong WriteFile = 1UL << 1;
    private const int OldestVersion = 3;

    private const int SetNoNewPrivileges = 38;
    private const int PathOnly = 0x200000;
    private const int CloseOnExec = 0x80000;

    /// <summary>Whether this system can do it.</summary>
    public static bool IsSupported => OperatingSystem.IsLinux() && SystemCall(CreateRuleset, 0, 0, AskVersion) >= OldestVersion;

    /// <summary>Restricts the thread and lets the same program begin anew in it, since other threads would stay as they are.</summary>
    public static void RunAgain(IngesterCommand command)
    {
        Directory.CreateDirectory(command.State);
        var handled = Writing;
        var rules = (int)Checked(SystemCall(CreateRuleset, (nint)(&handled), sizeof(ulong), 0), "make rules");
        Allow(rules, command.State, Writing);
        Allow(rules, "/dev/null", WriteFile);
        _ = Checked(ProcessControl(SetNoNewPrivileges, 1, 0, 0, 0), "give up privileges");
        _ = Checked(SystemCall(RestrictSelf, rules, 0, 0), "restrict itself");

        var again = command with { Sealed = false, SealCheck = Environment.GetEnvironmentVariable("TMPDIR") };
        Execute([Environment.ProcessPath!, typeof(Seal).Assembly.Location, .. again.ToArguments()]);
    }

    /// <summary>Makes sure that the seal holds.</summary>
    /// <param name="folder">A folder that could be written to without it.</param>
    /// <exception cref="InvalidOperationException">A file could be made there.</exception>
    public static void Check(string folder)
    {
        try
        {
            File.WriteAllText(Path.Combine(folder, "seal"), "broken");
        }
        catch (UnauthorizedAccessException)
        {
            return;
        }

        throw new InvalidOperationException("The kernel lets this process write outside the state directory.");
    }

    private static void Allow(int rules, string path, ulong rights)
    {
        var file = (int)Checked(Open(path, PathOnly | CloseOnExec), $"open {path}");
        var rule = new PathRule { Rights = rights, File = file };
        _ = Checked(SystemCall(AddRule, rules, RulePathBeneath, (nint)(&rule), 0), $"allow {path}");
    }

    private static void Execute(string[] arguments)
    {
        var texts = new nint[arguments.Length + 1];
        for (var i = 0; i < arguments.Length; i++) texts[i] = Marshal.StringToCoTaskMemUTF8(arguments[i]);
        fixed (nint* all = texts) _ = Checked(ReplaceProcess(texts[0], (nint)all), "begin anew");
    }

    private static long Checked(long result, string what) =>
        result >= 0 ? result : throw new Win32Exception(Marshal.GetLastPInvokeError(), $"The process could not {what}.");

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial long SystemCall(long number, nint first, nint second, nint third);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial long SystemCall(long number, nint first, nint second, nint third, nint fourth);

    [LibraryImport("libc", EntryPoint = "prctl", SetLastError = true)]
    private static partial int ProcessControl(int option, nint second, nint third, nint fourth, nint fifth);

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "execv", SetLastError = true)]
    private static partial int ReplaceProcess(nint path, nint arguments);

    [StructLayout(LayoutKind.Sequential, Pack = 1)]
    private struct PathRule
    {
        public ulong Rights;
        public int File;
    }
}
