using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Edify.Rag.Embeddings.Onnx;

/// <summary>Tells models and settings apart that make different vectors, in 8 hexadecimal digits.</summary>
/// <remarks>Of weights, a sample is read: another training changes them everywhere, and whole files would be gigabytes at each start.</remarks>
internal static class ModelFingerprint
{
    private const int Samples = 64;
    private const int SampleBytes = 16 << 10;
    private const int Digits = 8;

    /// <summary>Of the model's files and of what else changes vectors.</summary>
    public static string Of(string modelFile, params ReadOnlySpan<string> settings)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in FilesOf(modelFile)) Sample(hash, file);
        foreach (var setting in settings) hash.AppendData(Encoding.UTF8.GetBytes(setting + '\0'));
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..Digits];
    }

    /// <summary>Whether the model finds its scales anew for each batch, so that the texts of a batch change one another's vectors.</summary>
    public static bool QuantizesWhileRunning(string modelFile)
    {
        var sign = "DynamicQuantize"u8;
        var block = new byte[1 << 20];
        using var stream = File.OpenRead(modelFile);
        var kept = 0;
        while (stream.Read(block, kept, block.Length - kept) is var read and > 0)
        {
            var filled = block.AsSpan(0, kept + read);
            if (filled.IndexOf(sign) >= 0) return true;
            kept = Math.Min(sign.Length - 1, filled.Length);
            filled[^kept..].CopyTo(block);
        }

        return false;
    }

    // Large models keep their weights beside them: model.onnx_data, model.onnx.data.
    private static IEnumerable<string> FilesOf(string modelFile) =>
        Directory.EnumerateFiles(Path.GetDirectoryName(modelFile)!, Path.GetFileName(modelFile) + "*").Order(StringComparer.Ordinal);

    private static void Sample(IncrementalHash hash, string file)
    {
        using var stream = File.OpenRead(file);
        var block = new byte[SampleBytes];
        BinaryPrimitives.WriteInt64LittleEndian(block, stream.Length);
        hash.AppendData(block, 0, sizeof(long));
        var step = Math.Max(SampleBytes, stream.Length / Samples);
        for (var at = 0L; at < stream.Length; at += step)
        {
            stream.Position = at;
            hash.AppendData(block, 0, stream.ReadAtLeast(block, block.Length, throwOnEndOfStream: false));
        }
    }
}
