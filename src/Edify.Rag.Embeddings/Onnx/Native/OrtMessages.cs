namespace Edify.Rag.Embeddings.Onnx.Native;

/// <summary>Says in a sentence what ONNX Runtime says in its own way.</summary>
internal static class OrtMessages
{
    private const int Longest = 300;

    /// <summary>Why a model could not be loaded, and what to do.</summary>
    public static string WhyNotLoaded(OrtException error, string version)
    {
        var said = error.Message;
        if (Mentions(said, "opset"))
            return $"it is of an opset that ONNX Runtime {version} does not know; use a newer ONNX Runtime or export it with an older opset ({FirstLine(error)})";
        if (Mentions(said, "external") || Mentions(said, "initializer") || Mentions(said, "_data"))
            return $"weights that it keeps in a file of its own, such as model.onnx_data, are missing or damaged; copy all files of the export ({FirstLine(error)})";
        if (error.Code == OrtErrorCode.InvalidProtobuf || Mentions(said, "protobuf"))
            return "it is damaged or no ONNX model; copy or export it again";
        if (Mentions(said, "IR version") || Mentions(said, "ir_version"))
            return $"it is of a newer format than ONNX Runtime {version} knows; use a newer one ({FirstLine(error)})";
        if (Mentions(said, "not a registered function") || Mentions(said, "Could not find an implementation") || error.Code == OrtErrorCode.NotImplemented)
            return $"it needs an operator that ONNX Runtime {version} does not have ({FirstLine(error)})";
        return $"ONNX Runtime {version} refuses it: {FirstLine(error)}";
    }

    /// <summary>What the library says, in one line of bounded length.</summary>
    public static string FirstLine(OrtException error)
    {
        var line = error.Message.AsSpan().Trim();
        if (line.IndexOfAny('\r', '\n') is var end and >= 0) line = line[..end].TrimEnd();
        return line.Length <= Longest ? line.ToString() : string.Concat(line[..Longest], "…");
    }

    private static bool Mentions(string text, string word) => text.Contains(word, StringComparison.OrdinalIgnoreCase);
}
