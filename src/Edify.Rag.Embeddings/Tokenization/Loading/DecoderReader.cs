using Edify.Rag.Embeddings.Tokenization.Decoders;
using Edify.Rag.Embeddings.Tokenization.Patterns;
using Edify.Rag.Embeddings.Tokenization.PreTokenizers;
using Edify.Rag.Embeddings.Tokenization.Text;

namespace Edify.Rag.Embeddings.Tokenization.Loading;

/// <summary>Reads the decoder of a <c>tokenizer.json</c>.</summary>
internal static class DecoderReader
{
    public static TokenDecoder? Read(JsonPart part) => part.IsNull ? null : part.Type switch
    {
        "WordPiece" => new WordPieceDecoder(part["prefix"].Text("##"), part["cleanup"].Flag(true)),
        "ByteLevel" => new ByteLevelDecoder(),
        "Metaspace" => EachTokenDecoder.Metaspace(part["replacement"].Character(), PreTokenizerReader.ReadScheme(part) != PrependScheme.Never),
        "BPEDecoder" => EachTokenDecoder.WordEnds(part["suffix"].Text("</w>")),
        "ByteFallback" => new ByteFallbackDecoder(),
        "Fuse" => new FuseDecoder(),
        "Strip" => EachTokenDecoder.Strip(part["content"].Character(), part["start"].Number(), part["stop"].Number()),
        "Replace" => ReadReplace(part),
        "Sequence" => new SequenceDecoder([.. part["decoders"].Items().Select(p => Read(p) ?? throw p.Fault("is missing"))]),
        _ => throw part.Unknown("decoder"),
    };

    private static EachTokenDecoder ReadReplace(JsonPart part)
    {
        var (pattern, content) = (PatternReader.Read(part["pattern"]), part["content"].Text());
        return new((token, _, _) => Replace(token, pattern, content));
    }

    private static string Replace(string token, Pattern pattern, string content)
    {
        var matches = pattern.Find(token, new Workspace());
        var result = new System.Text.StringBuilder();
        var done = 0;
        while (matches.MoveNext())
        {
            result.Append(token, done, matches.Start - done).Append(content);
            done = matches.End;
        }

        return done == 0 ? token : result.Append(token, done, token.Length - done).ToString();
    }
}
