using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace Edify.Rag.Embeddings.Onnx.Native;

/// <summary>A loaded ONNX Runtime. It stays loaded, with its environment, for as long as the process lives.</summary>
internal sealed unsafe class OnnxRuntimeLibrary
{
    /// <summary>The interface that is spoken; the first release to have it is 1.16, and newer ones keep it.</summary>
    private const uint ApiVersion = 16;

    private static readonly ConcurrentDictionary<string, OnnxRuntimeLibrary> Loaded = new(StringComparer.Ordinal);
    private static readonly Lock Loading = new();

    private OnnxRuntimeLibrary(nint module, string path, string version, OrtApi api)
    {
        (Module, Path, Version, Api) = (module, path, version, api);
        Environment = api.CreateEnvironment("edify");
    }

    public nint Module { get; }

    /// <summary>Where it was found; its bare name when the system found it.</summary>
    public string Path { get; }

    /// <summary>Such as "1.30.0".</summary>
    public string Version { get; }

    public OrtApi Api { get; }

    public OrtHandle Environment { get; }

    /// <summary>Loads the library, from the configured place or from where libraries lie.</summary>
    /// <param name="configured">A file, or a folder that holds it; empty to look for it.</param>
    /// <exception cref="RagConfigurationException">There is none that can be used.</exception>
    public static OnnxRuntimeLibrary Load(string configured)
    {
        if (Loaded.TryGetValue(configured, out var known)) return known;
        lock (Loading)
        {
            if (Loaded.TryGetValue(configured, out known)) return known;
            var refusals = new List<string>();
            foreach (var candidate in OnnxRuntimeLocator.Candidates(configured))
            {
                if (TryLoad(candidate, refusals) is not { } library) continue;
                // Found another way before, perhaps.
                library = Loaded.Values.FirstOrDefault(l => l.Module == library.Module) ?? library;
                return Loaded[configured] = library;
            }

            throw new RagConfigurationException(OnnxRuntimeLocator.HowToGetIt(configured, refusals));
        }
    }

    private static OnnxRuntimeLibrary? TryLoad(string candidate, List<string> refusals)
    {
        nint module;
        try
        {
            if (!NativeLibrary.TryLoad(candidate, out module))
            {
                // Says why, where the file is there.
                if (!File.Exists(candidate)) return null;
                module = NativeLibrary.Load(candidate);
            }
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException)
        {
            refusals.Add($"'{candidate}' is no library for {RuntimeInformation.RuntimeIdentifier}, or needs one that is missing");
            return null;
        }

        if (!NativeLibrary.TryGetExport(module, "OrtGetApiBase", out var getBase))
        {
            refusals.Add($"'{candidate}' is not ONNX Runtime");
            NativeLibrary.Free(module);
            return null;
        }

        var api = ((delegate* unmanaged<void**>)getBase)();
        var version = Marshal.PtrToStringUTF8((nint)((delegate* unmanaged<byte*>)api[1])()) ?? "unknown";
        if (IsTooOld(version) || ((delegate* unmanaged<uint, void**>)api[0])(ApiVersion) is var functions && functions == null)
        {
            refusals.Add($"'{candidate}' is version {version}, and 1.{ApiVersion} or newer is needed");
            return null;
        }

        return new(module, candidate, version, new(functions));
    }

    // The library complains on standard error when it is asked for an interface that it does not have.
    private static bool IsTooOld(string version) => System.Version.TryParse(version, out var parsed) && parsed is { Major: 1, Minor: < (int)ApiVersion };
}
