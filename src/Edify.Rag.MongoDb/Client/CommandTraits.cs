using System.Text;
using Edify.Rag.MongoDb.Bson;
using Edify.Rag.MongoDb.Wire;

namespace Edify.Rag.MongoDb.Client;

/// <summary>What a command is, as far as the client has to know.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsRead">Whether it reads only, so that it may be repeated and secondaries may answer.</param>
/// <param name="IsWrite">Whether it takes a write concern.</param>
/// <param name="IsRepeatableWrite">Whether it may be sent twice under one number, for it changes one document at a time.</param>
/// <param name="TakesReadConcern">Whether it takes a read concern.</param>
/// <param name="Cursor">The cursor that it goes on with; 0 for none.</param>
/// <param name="HasConcern">Whether it holds a read or write concern already.</param>
internal sealed record CommandTraits(string Name, bool IsRead, bool IsWrite, bool IsRepeatableWrite, bool TakesReadConcern, long Cursor, bool HasConcern)
{
    /// <summary>Looks at a command.</summary>
    /// <exception cref="BsonFormatException">It is none.</exception>
    public static CommandTraits Of(ReadOnlySpan<byte> command)
    {
        var reader = new BsonReader(command);
        if (!reader.Read()) throw new BsonFormatException("A command has no elements.");
        var name = Encoding.UTF8.GetString(reader.Name);
        var (hasMany, writesOut, hasConcern, cursor) = (false, false, false, 0L);
        if (name == "getMore") cursor = reader.ToInt64();
        var sequence = CommandName.SequenceOf(reader.Name);
        while (reader.Read())
        {
            if (reader.NameIs("writeConcern"u8) || reader.NameIs("readConcern"u8)) hasConcern = true;
            else if (name is "update" or "delete" && reader.NameIs(sequence) && reader.Type is BsonType.Array) hasMany = HasMany(reader.GetDocument());
            else if (name == "aggregate" && reader.NameIs("pipeline"u8) && reader.Type is BsonType.Array) writesOut = WritesOut(reader.GetDocument());
            else if (name == "killCursors" && reader.NameIs("cursors"u8) && reader.Type is BsonType.Array) cursor = First(reader.GetDocument());
        }

        var isRead = name is "find" or "count" or "distinct" or "listCollections" or "listIndexes" or "listDatabases" || (name == "aggregate" && !writesOut);
        var isChange = name is "insert" or "update" or "delete" or "findAndModify";
        return new(
            name,
            isRead,
            IsWrite: isChange || writesOut || name is "create" or "createIndexes" or "drop" or "dropIndexes" or "dropDatabase" or "renameCollection" or "collMod",
            IsRepeatableWrite: isChange && !hasMany,
            TakesReadConcern: name is "find" or "aggregate" or "count" or "distinct",
            cursor,
            hasConcern);
    }

    // An update with multi, or a delete without limit, may have changed some of its documents when it fails.
    private static bool HasMany(BsonReader statements)
    {
        while (statements.Read())
        {
            if (statements.Type is not BsonType.Document) continue;
            var statement = statements.GetDocument();
            while (statement.Read())
            {
                if (statement.NameIs("multi"u8) && statement.ToBoolean()) return true;
                if (statement.NameIs("limit"u8) && !statement.ToBoolean()) return true;
            }
        }

        return false;
    }

    private static bool WritesOut(BsonReader pipeline)
    {
        while (pipeline.Read())
        {
            if (pipeline.Type is not BsonType.Document) continue;
            var stage = pipeline.GetDocument();
            if (stage.Read() && (stage.NameIs("$out"u8) || stage.NameIs("$merge"u8))) return true;
        }

        return false;
    }

    private static long First(BsonReader cursors) => cursors.Read() ? cursors.ToInt64() : 0;
}
