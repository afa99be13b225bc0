namespace Edify.Rag.Hosting.Library;

/// <summary>Whether a user holds a permission of <see cref="RagPermissions"/>.</summary>
internal delegate ValueTask<bool> Permitted(RagUser user, string permission, CancellationToken cancellationToken);
