using Edify.Rag.MongoDb.Bson;
using Edify.Rag.MongoDb.Vectors.Records;

namespace Edify.Rag.MongoDb.Vectors.Searching;

/// <summary>What a leg of a search found.</summary>
/// <param name="Record">The record; only its id where more was not asked for.</param>
/// <param name="Score">The leg's own score.</param>
internal readonly record struct Hit(VectorRecord Record, double Score)
{
    public Guid Id => Record.Id;

    /// <summary>Writes the stages that end a leg: the best, in order, ties by id.</summary>
    /// <param name="stages">The pipeline.</param>
    /// <param name="score">Writes the score as an expression named "score".</param>
    /// <param name="limit">How many are wanted.</param>
    /// <param name="isWhole">Whether the records are wanted, and not only their ids.</param>
    public static void WriteBest(BsonWriter stages, Action<BsonWriter> score, int limit, bool isWhole)
    {
        stages.Item(stage => stage.Document("$set"u8, score));
        stages.Item(static stage => stage.Document("$sort"u8, static sort =>
        {
            sort.Int32("score"u8, -1);
            sort.Int32("_id"u8, 1);
        }));
        stages.Item(stage => stage.Int32("$limit"u8, limit));
        stages.Item(stage => stage.Document("$project"u8, project =>
        {
            project.Int32("score"u8, 1);
            if (isWhole) RecordBson.WriteProjection(project, includeVectors: false);
        }));
    }

    /// <summary>The score that a search stage of the server noted.</summary>
    public static Action<BsonWriter> Noted(string name) => set => set.Document("score"u8, score => score.String("$meta"u8, name));

    public static Hit Read(BsonReader reader)
    {
        var score = reader;
        return new(RecordBson.Read(reader), score.Find("score"u8) ? score.ToDouble() : 0);
    }
}
