using Edify.Rag.Embeddings.Onnx.Native;

namespace Edify.Rag.Embeddings.Onnx;

/// <summary>Finds the output that a text's vector is made of.</summary>
internal static class SentencePorts
{
    private static readonly string[] TokenNames = ["last_hidden_state", "token_embeddings"];
    private static readonly string[] TextNames = ["sentence_embedding", "text_embeds", "embeddings"];

    /// <param name="session">The model.</param>
    /// <param name="model">What its folder says.</param>
    /// <param name="poolsByOption">Whether the caller wants a pooling of his own, so that token vectors are needed.</param>
    /// <exception cref="RagConfigurationException">The model has no such output.</exception>
    public static EncoderPorts Find(OrtSession session, SentenceModel model, bool poolsByOption)
    {
        var pools = poolsByOption || model.Pooling is not null;
        return EncoderPorts.Discover(
            session,
            outputs => pools && ByRank(outputs, 3, TokenNames) is var tokens and >= 0 ? tokens
                : !poolsByOption && ByRank(outputs, 2, TextNames, onlyNamed: true) is var text and >= 0 ? text
                : ByRank(outputs, 3, TokenNames) is var any and >= 0 ? any
                : poolsByOption || outputs.Any(o => o.Name.Contains("logits", StringComparison.OrdinalIgnoreCase)) ? -1 : ByRank(outputs, 2, TextNames),
            "output of token vectors or of a text's vector");
    }

    private static int ByRank(IReadOnlyList<OrtPort> outputs, int rank, string[] names, bool onlyNamed = false)
    {
        var ofRank = Enumerable.Range(0, outputs.Count).Where(i => outputs[i].Shape.Count == rank).ToList();
        foreach (var name in names)
            foreach (var i in ofRank)
                if (string.Equals(outputs[i].Name, name, StringComparison.OrdinalIgnoreCase)) return i;
        return ofRank.Count > 0 && !onlyNamed ? ofRank[0] : -1;
    }
}
