using Edify.Rag.MongoDb.Bson;

namespace Edify.Rag.MongoDb.Vectors.Collections;

/// <summary>A search index as the server lists it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Status">What it is doing, such as PENDING, BUILDING, READY or FAILED.</param>
/// <param name="IsQueryable">Whether it can be asked, as it is or as it was before a change.</param>
internal sealed record SearchIndexState(string Name, string Status, bool IsQueryable)
{
    public bool IsReady => IsQueryable && Status == "READY";

    public static SearchIndexState Read(BsonReader reader)
    {
        var state = new SearchIndexState(string.Empty, string.Empty, IsQueryable: false);
        while (reader.Read())
        {
            if (reader.NameIs("name"u8)) state = state with { Name = reader.GetString() };
            else if (reader.NameIs("status"u8)) state = state with { Status = reader.GetString() };
            else if (reader.NameIs("queryable"u8)) state = state with { IsQueryable = reader.ToBoolean() };
        }

        return state;
    }
}
