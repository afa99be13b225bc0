using Edify.Rag.Qdrant.Server.Serving;

namespace Edify.Rag.Qdrant.Server.Api;

internal static class ServiceApi
{
    public static Answer About(QdrantCall call) => Answer.Bare(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("title", "qdrant - vector search engine");
        writer.WriteString("version", call.Version.Text);
        writer.WriteString("commit", "0000000000000000000000000000000000000000");
        writer.WriteEndObject();
    });
}
