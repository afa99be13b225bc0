using Edify.Rag.Qdrant.Server.Serving;

namespace Edify.Rag.Qdrant.Server.Api;

/// <summary>Which calls there are, by method and path, and from which version to which.</summary>
internal static class Routes
{
    private const int Newest = 99;

    private static readonly Route[] All =
    [
        new("GET", "/", ServiceApi.About),
        new("GET", "/healthz", _ => Answer.Text(200, "healthz check passed")),
        new("GET", "/livez", _ => Answer.Text(200, "healthz check passed")),
        new("GET", "/readyz", _ => Answer.Text(200, "all shards are ready")),
        new("GET", "/collections", CollectionApi.List),
        new("POST", "/collections/aliases", AliasApi.Change),
        new("GET", "/aliases", AliasApi.ListAll),
        new("GET", "/collections/{}", CollectionApi.Describe),
        new("PUT", "/collections/{}", CollectionApi.Create),
        new("PATCH", "/collections/{}", CollectionApi.Update),
        new("DELETE", "/collections/{}", CollectionApi.Delete),
        new("GET", "/collections/{}/exists", CollectionApi.Exists),
        new("GET", "/collections/{}/aliases", AliasApi.List),
        new("PUT", "/collections/{}/index", IndexApi.Create),
        new("DELETE", "/collections/{}/index/{}", IndexApi.Delete),
        new("PUT", "/collections/{}/vectors/{}", CollectionApi.CreateVector, Since: 18),
        new("DELETE", "/collections/{}/vectors/{}", CollectionApi.DeleteVector, Since: 18),
        new("GET", "/collections/{}/snapshots", SnapshotApi.List),
        new("POST", "/collections/{}/snapshots", SnapshotApi.Create),
        new("PUT", "/collections/{}/snapshots/recover", SnapshotApi.Recover),
        new("GET", "/collections/{}/snapshots/{}", SnapshotApi.Download),
        new("DELETE", "/collections/{}/snapshots/{}", SnapshotApi.Delete),
        new("PUT", "/collections/{}/points", WriteApi.Upsert),
        new("POST", "/collections/{}/points", ReadApi.Retrieve),
        new("POST", "/collections/{}/points/delete", WriteApi.Delete),
        new("PUT", "/collections/{}/points/vectors", WriteApi.UpdateVectors),
        new("POST", "/collections/{}/points/vectors/delete", WriteApi.DeleteVectors),
        new("POST", "/collections/{}/points/payload", WriteApi.SetPayload),
        new("PUT", "/collections/{}/points/payload", WriteApi.OverwritePayload),
        new("POST", "/collections/{}/points/payload/delete", WriteApi.DeletePayload),
        new("POST", "/collections/{}/points/payload/clear", WriteApi.ClearPayload),
        new("POST", "/collections/{}/points/batch", WriteApi.Batch),
        new("POST", "/collections/{}/points/scroll", ScrollApi.Scroll),
        new("POST", "/collections/{}/points/count", ReadApi.Count),
        new("POST", "/collections/{}/facet", FacetApi.Facet),
        new("POST", "/collections/{}/points/query", QueryApi.Query),
        new("POST", "/collections/{}/points/query/batch", QueryApi.QueryBatch),
        new("POST", "/collections/{}/points/search", QueryApi.Search, Until: 18),
        new("POST", "/collections/{}/points/search/batch", QueryApi.SearchBatch, Until: 18),
        new("GET", "/collections/{}/points/{}", ReadApi.One),
    ];

    /// <summary>The method and path of each call that a version has.</summary>
    public static IEnumerable<(string Method, string Template)> Of(ServerVersion version) => Known(version).Select(r => (r.Method, r.Template));

    /// <summary>What answers a request, with the names in its path; <see langword="null"/> where nothing does.</summary>
    public static (Func<QdrantCall, Answer> Handler, string[] Names)? Find(string method, string path, ServerVersion version)
    {
        var parts = path.Split('/');
        foreach (var route in Known(version).Where(r => r.Method == method))
        {
            if (route.Names(parts) is { } names) return (route.Handler, names);
        }

        return null;
    }

    private static IEnumerable<Route> Known(ServerVersion version) => All.Where(r => version >= r.Since && version <= r.Until);

    private sealed record Route(string Method, string Template, Func<QdrantCall, Answer> Handler, int Since = 0, int Until = Newest)
    {
        private readonly string[] _parts = Template.Split('/');

        public string[]? Names(string[] parts)
        {
            if (parts.Length != _parts.Length || _parts.Zip(parts).Any(p => p.First != "{}" && p.First != p.Second)) return null;
            return [.. _parts.Zip(parts).Where(p => p.First == "{}").Select(p => Uri.UnescapeDataString(p.Second))];
        }
    }
}
