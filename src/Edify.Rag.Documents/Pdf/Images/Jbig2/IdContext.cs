namespace Edify.Rag.Documents.Pdf.Images.Jbig2;

/// <summary>Decodes numbers of symbols (T.88, annex A.3).</summary>
/// <param name="bits">How many bits each takes.</param>
internal sealed class IdContext(int bits)
{
    private readonly byte[] _contexts = new byte[1 << bits];

    public int Decode(MqDecoder decoder)
    {
        var id = 1;
        for (var i = 0; i < bits; i++) id = id << 1 | decoder.Decode(_contexts, id);
        return id - (1 << bits);
    }
}
