using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Edify.Rag.Embeddings.Onnx;

/// <summary>Chooses among the files that a model was exported to.</summary>
internal static class ModelFiles
{
    private const int Avx512Vnni = 1 << 11;

    private static readonly string[] Full = ["model.onnx", "model_optimized.onnx", "model_O3.onnx", "model_O2.onnx", "model_O1.onnx", "model_O4.onnx", "model_fp16.onnx"];

    /// <summary>Folders of a model that hold its files, as sentence-transformers and as Optimum write them.</summary>
    private static IEnumerable<string> Places(string folder) => [Path.Combine(folder, "onnx"), folder];

    /// <summary>The file to load.</summary>
    /// <exception cref="RagConfigurationException">There is none.</exception>
    public static string Choose(string folder, string named, OnnxPrecision precision)
    {
        if (named.Length > 0)
        {
            return new[] { folder }.Concat(Places(folder)).Select(place => Path.GetFullPath(Path.Combine(place, named))).FirstOrDefault(File.Exists)
                ?? throw new RagConfigurationException($"The model '{folder}' has no file '{named}'; it has {Listed(folder)}.");
        }

        string[] wanted = precision == OnnxPrecision.Quantized ? [.. Quantized(), .. Full] : [.. Full, .. Quantized()];
        var candidates = from name in wanted
                         from place in Places(folder)
                         select Path.Combine(place, name);
        return candidates.FirstOrDefault(File.Exists) is { } file ? Path.GetFullPath(file) : Only(folder) ?? throw new RagConfigurationException(Missing(folder));
    }

    // What is quantized for instructions that the processor lacks would be slow, or overflow.
    private static IEnumerable<string> Quantized()
    {
        if (AdvSimd.IsSupported) yield return "model_qint8_arm64.onnx";
        if (Avx512F.IsSupported && Avx512BW.IsSupported)
        {
            if (HasVnni()) yield return "model_qint8_avx512_vnni.onnx";
            yield return "model_qint8_avx512.onnx";
        }

        if (Avx2.IsSupported) yield return "model_quint8_avx2.onnx";
        yield return "model_quantized.onnx";
        yield return "model_int8.onnx";
        yield return "model_uint8.onnx";
    }

    private static bool HasVnni() => X86Base.IsSupported && X86Base.CpuId(0, 0).Eax >= 7 && (X86Base.CpuId(7, 0).Ecx & Avx512Vnni) != 0;

    private static string? Only(string folder) => Exports(folder) is [var file] ? Path.GetFullPath(file) : null;

    private static List<string> Exports(string folder) => [.. Places(folder).Where(Directory.Exists).SelectMany(place => Directory.EnumerateFiles(place, "*.onnx"))];

    private static string Listed(string folder) => Exports(folder) is { Count: > 0 } files
        ? string.Join(", ", files.Select(file => $"'{Path.GetRelativePath(folder, file)}'"))
        : "no .onnx file";

    private static string Missing(string folder) => Exports(folder).Count > 0
        ? $"The model '{folder}' has no model.onnx; it has {Listed(folder)}. Name one of them in ModelFile."
        : $"The model '{folder}' has no ONNX file. Export it: optimum-cli export onnx --model NAME --task feature-extraction DIR " +
            "(text-classification for a reranker), or save it by sentence-transformers with backend=\"onnx\".";
}
