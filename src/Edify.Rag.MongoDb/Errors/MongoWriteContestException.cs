namespace Edify.Rag.MongoDb.Errors;

/// <summary>Two writers write chunks for the same places of the same documents at the same time.</summary>
internal sealed class MongoWriteContestException(string collection)
    : MongoException($"Somebody else writes chunks of the same documents into '{collection}' at the same time; try again.")
{
    public override bool IsTransient => true;
}
