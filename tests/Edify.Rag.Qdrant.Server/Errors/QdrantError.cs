namespace Edify.Rag.Qdrant.Server.Errors;

/// <summary>What a call fails with: a status and the text that stands in <c>status.error</c>.</summary>
internal sealed class QdrantError(int status, string message) : Exception(message)
{
    public int Status { get; } = status;

    public static QdrantError WrongInput(string what) => new(400, $"Wrong input: {what}");

    public static QdrantError BadRequest(string what) => new(400, $"Bad request: {what}");

    public static QdrantError NotFound(string what) => new(404, $"Not found: {what}");

    public static QdrantError Conflict(string what) => new(409, $"Wrong input: {what}");

    public static QdrantError Forbidden(string what) => new(403, $"Forbidden: {what}");

    /// <summary>The body is no JSON, or not of the shape that the call takes.</summary>
    public static QdrantError Format(string what) => new(400, $"Format error in JSON body: {what}");

    public static QdrantError Query(string what) => new(400, $"Deserialize error in query parameters: {what}");

    /// <summary>The shape is right, and a value out of its range.</summary>
    public static QdrantError Invalid(string what, string where = "JSON body") => new(422, $"Validation error in {where}: [{what}]");

    /// <summary>Qdrant can do it, the double cannot: no test may take that for an answer.</summary>
    public static QdrantError Unsupported(string what) => new(501, $"The double does not know {what}.");

    public static QdrantError NoCollection(string name) => NotFound($"Collection `{name}` doesn't exist!");

    public static QdrantError NoVector(string name) => WrongInput($"Not existing vector name error: {name}");

    public static QdrantError NoPoint(object id) => NotFound($"No point with id {id} found");

    public static QdrantError Dimension(int expected, int received) =>
        WrongInput($"Vector dimension error: expected dim: {expected}, got {received}");

    public static QdrantError SparseMixedUp() => WrongInput("Conversion between sparse and regular vectors failed");
}
