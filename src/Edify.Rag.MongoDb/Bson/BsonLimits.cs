namespace Edify.Rag.MongoDb.Bson;

/// <summary>What no document may exceed, wherever it comes from.</summary>
internal static class BsonLimits
{
    /// <summary>Levels of documents and arrays; servers take no more than 180 or so.</summary>
    public const int MaxDepth = 200;

    /// <summary>Bytes of anything that is written; more than the largest message that servers take, so that they can be named who say less.</summary>
    public const int MaxBytes = 64 << 20;

    /// <summary>Bytes of the smallest document: its length and the closing zero.</summary>
    public const int MinDocument = 5;
}
