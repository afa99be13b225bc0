using Edify.Rag.MongoDb.Bson;

namespace Edify.Rag.MongoDb.Errors;

/// <summary>Finds in replies what went wrong.</summary>
internal static class ServerReplies
{
    /// <summary>The failure of a command; <see langword="null"/> when the reply says <c>ok: 1</c>.</summary>
    public static ServerError? FailureOf(ReadOnlySpan<byte> reply)
    {
        var isOk = false;
        var error = new ServerError(0, string.Empty, string.Empty, []);
        var reader = new BsonReader(reply);
        while (reader.Read())
        {
            if (reader.NameIs("ok"u8)) isOk = reader.ToBoolean();
            else error = With(error, reader);
        }

        return isOk ? null : Named(error);
    }

    /// <summary>The first failure among writes: of a single one, or of waiting for the other members of the set.</summary>
    /// <returns><see langword="null"/> when all of them succeeded.</returns>
    public static ServerError? WriteFailureOf(ReadOnlySpan<byte> reply)
    {
        ServerError? failure = null;
        IReadOnlyList<string> labels = [];
        var reader = new BsonReader(reply);
        while (reader.Read())
        {
            if (reader.NameIs("errorLabels"u8)) labels = Texts(reader);
            else if (reader.NameIs("writeErrors"u8) && reader.Type is BsonType.Array && reader.GetDocument() is var errors && errors.Read()) failure = Of(errors.GetDocument());
            else if (reader.NameIs("writeConcernError"u8) && reader.Type is BsonType.Document) failure ??= Of(reader.GetDocument());
        }

        return failure is null ? null : failure with { Labels = labels };
    }

    private static ServerError Of(BsonReader reader)
    {
        var error = new ServerError(0, string.Empty, string.Empty, []);
        while (reader.Read()) error = With(error, reader);
        return Named(error);
    }

    private static ServerError With(ServerError error, BsonReader reader)
    {
        if (reader.NameIs("code"u8)) return error with { Code = (int)reader.ToInt64() };
        if (reader.NameIs("codeName"u8)) return error with { CodeName = reader.GetString() };
        if (reader.NameIs("errmsg"u8)) return error with { Text = ErrorText.WithoutValues(reader.GetString()) };
        return reader.NameIs("errorLabels"u8) ? error with { Labels = Texts(reader) } : error;
    }

    private static ServerError Named(ServerError error) => error.CodeName.Length > 0
        ? error
        : error with { CodeName = error.Code == ErrorCodes.DuplicateKey ? "DuplicateKey" : "error" };

    private static List<string> Texts(BsonReader reader)
    {
        var texts = new List<string>();
        var array = reader.GetDocument();
        while (array.Read()) texts.Add(array.GetString());
        return texts;
    }
}
