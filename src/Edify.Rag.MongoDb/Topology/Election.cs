using Edify.Rag.MongoDb.Wire;

namespace Edify.Rag.MongoDb.Topology;

/// <summary>Which election made a primary, and under which configuration of its set: of two primaries the older one is found out by it.</summary>
/// <param name="Id">The election's id, in hexadecimal digits.</param>
/// <param name="SetVersion">The configuration's version.</param>
internal readonly record struct Election(string? Id, long? SetVersion)
{
    // From MongoDB 6.0 on ids of elections are comparable by themselves.
    private const int IdsAreComparable = 17;

    /// <summary>The latest election after a primary has spoken; <see langword="null"/> when a later one has been seen, so that it is none any more.</summary>
    public Election? After(HelloReply hello)
    {
        var (id, version) = (hello.ElectionId, hello.SetVersion);
        if (hello.MaxWireVersion >= IdsAreComparable)
        {
            var order = string.CompareOrdinal(Id, id);
            return order > 0 || (order == 0 && (SetVersion ?? -1) > (version ?? -1)) ? null : new Election(id, version);
        }

        if (id is not null && version is not null)
        {
            if (Id is not null && SetVersion is not null && (SetVersion > version || (SetVersion == version && string.CompareOrdinal(Id, id) > 0))) return null;
            return new Election(id, Math.Max(SetVersion ?? version.Value, version.Value));
        }

        return this with { SetVersion = version is { } given ? Math.Max(SetVersion ?? given, given) : SetVersion };
    }
}
