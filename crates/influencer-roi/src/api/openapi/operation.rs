//! One thing that can be asked: a method at a path, with what it takes and what it answers.

use serde_json::{Map, Value as Json, json};

use super::{
    parameters,
    shape::{reference, text},
};

/// The media type of nearly everything.
pub(super) const JSON: &str = "application/json";

/// One operation. Made by [`get`] and its siblings, completed by the methods that read as a sentence.
pub(super) struct Operation {
    pub(super) method: &'static str,
    pub(super) path: &'static str,
    tag: &'static str,
    summary: &'static str,
    parameters: Vec<&'static str>,
    body: Option<Json>,
    answers: Vec<(u16, Json)>,
    errors: Vec<u16>,
    example: String,
}

/// Errors by status, with what they mean everywhere.
const ERRORS: [(u16, &str, &str); 13] = [
    (400, "BadRequest", "A parameter or the body is not understood."),
    (403, "CrossSite", "Another site's page asked for a change."),
    (404, "NotFound", "It does not exist."),
    (405, "NoSuchMethod", "This address does not take that method."),
    (408, "TooSlow", "The upload stopped coming."),
    (409, "Conflict", "It cannot be done as things stand."),
    (413, "TooLarge", "The body is too large."),
    (415, "NoForm", "The upload is not a multipart form."),
    (421, "Misdirected", "The Host header does not name this machine."),
    (422, "Refused", "The files, the table or the data do not allow it."),
    (429, "TooMany", "Too many imports, or estimates, are open."),
    (500, "Internal", "Something went wrong inside; the log has the details under the request id."),
    (
        503,
        "Storage",
        "The disk is full or fails; or the version has a damaged file, or none is the current one: the code says which.",
    ),
];

/// Errors that every operation may answer.
const ALWAYS: [u16; 4] = [405, 421, 500, 503];

pub(super) fn errors() -> Map<String, Json> {
    let error = |(_, name, about): (u16, &str, &str)| {
        (
            name.to_owned(),
            json!({"description": about, "headers": every_answer(), "content": content(JSON, reference("Error"))}),
        )
    };
    ERRORS.map(error).into_iter().collect()
}

pub(super) fn headers() -> Json {
    json!({
        "ETag": {"description": "The version of the data and the canonical question.", "schema": text()},
        "ServerTiming": {"description": "Milliseconds that the answer took.", "schema": text()},
        "RequestId": {"description": "Names the request in the log.", "schema": text()},
        "Disposition": {"description": "The name to save the file under.", "schema": text()},
    })
}

fn header(name: &str) -> Json {
    json!({"$ref": format!("#/components/headers/{name}")})
}

fn every_answer() -> Json {
    json!({"server-timing": header("ServerTiming"), "x-request-id": header("RequestId")})
}

fn content(kind: &str, schema: Json) -> Json {
    json!({kind: {"schema": schema}})
}

fn answer(about: &str, kind: &str, schema: Json) -> Json {
    json!({"description": about, "headers": every_answer(), "content": content(kind, schema)})
}

fn operation(method: &'static str, path: &'static str, tag: &'static str, summary: &'static str) -> Operation {
    let (parameters, body, answers, errors) = Default::default();
    Operation { method, path, tag, summary, parameters, body, answers, errors, example: String::new() }
}

pub(super) fn get(path: &'static str, tag: &'static str, summary: &'static str) -> Operation {
    operation("get", path, tag, summary).curl("", path)
}

pub(super) fn post(path: &'static str, tag: &'static str, summary: &'static str) -> Operation {
    operation("post", path, tag, summary).curl("-X POST", path).fails(&[403])
}

pub(super) fn put(path: &'static str, tag: &'static str, summary: &'static str) -> Operation {
    operation("put", path, tag, summary).curl("-X PUT", path).fails(&[403])
}

pub(super) fn patch(path: &'static str, tag: &'static str, summary: &'static str) -> Operation {
    operation("patch", path, tag, summary).curl("-X PATCH", path).fails(&[403])
}

pub(super) fn delete(path: &'static str, tag: &'static str, summary: &'static str) -> Operation {
    operation("delete", path, tag, summary).curl("-X DELETE", path).fails(&[403])
}

impl Operation {
    /// Query parameters by their names. All other parameters are refused.
    pub(super) fn takes(mut self, parameters: impl IntoIterator<Item = &'static str>) -> Self {
        self.parameters.extend(parameters);
        self.fails(&[400])
    }

    pub(super) fn answers(mut self, status: u16, about: &str, schema: &str) -> Self {
        self.answers.push((status, answer(about, JSON, reference(schema))));
        self
    }

    /// Nothing but a status.
    pub(super) fn answers_nothing(mut self, status: u16, about: &str) -> Self {
        self.answers.push((status, json!({"description": about, "headers": every_answer()})));
        self
    }

    /// A text or a page.
    pub(super) fn answers_text(mut self, about: &str, kind: &str) -> Self {
        self.answers.push((200, answer(about, kind, text())));
        self
    }

    /// A file to be saved.
    pub(super) fn downloads(mut self, about: &str, kind: &str) -> Self {
        let mut file = answer(about, kind, if kind.starts_with("text/") { text() } else { json!({}) });
        file["headers"]["content-disposition"] = header("Disposition");
        self.answers.push((200, file));
        self
    }

    /// The answer has an `ETag` and is not sent again to a client that has it.
    pub(super) fn tagged(self) -> Self {
        let mut tagged = self.answers_nothing(304, "The client has this answer already (If-None-Match).");
        for (_, answer) in &mut tagged.answers {
            answer["headers"]["etag"] = header("ETag");
        }
        tagged
    }

    pub(super) fn fails(mut self, statuses: &[u16]) -> Self {
        self.errors.extend(statuses);
        self
    }

    /// A small JSON body that may be left out.
    pub(super) fn body(mut self, schema: Json, example: &Json) -> Self {
        self.body = Some(json!({"content": {JSON: {"schema": schema, "example": example}}}));
        let (flags, path) =
            (format!("-X {} -H 'content-type: {JSON}' -d '{example}'", self.method.to_uppercase()), self.path);
        self.curl(&flags, path).fails(&[400, 413])
    }

    /// Files as a form.
    pub(super) fn uploads(mut self) -> Self {
        let file = json!({"type": "string", "format": "binary"});
        let named = ["influencers", "tracking_data", "payouts", "posts"].map(|name| (name.to_owned(), file.clone()));
        let named: Map<String, Json> = named.into_iter().collect();
        let about = "The files as parts, in any order and under any field name.";
        let schema = json!({"type": "object", "description": about, "properties": named, "additionalProperties": file});
        self.body = Some(json!({"required": true, "content": content("multipart/form-data", schema)}));
        let path = self.path;
        self.curl("-F file=@influencers.csv -F file=@tracking_data.csv -F file=@payouts.csv", path)
            .fails(&[400, 404, 408, 409, 413, 415, 429])
    }

    /// An example for a shell; the page replaces `$ROI` with its own address.
    pub(super) fn curl(mut self, flags: &str, path: &str) -> Self {
        let space = if flags.is_empty() { "" } else { " " };
        self.example = format!("curl {flags}{space}\"$ROI{path}\"");
        self
    }

    pub(super) fn shape(&self) -> Json {
        let in_path = ["id", "at", "name"].into_iter().filter(|name| self.path.contains(&format!("{{{name}}}")));
        let in_path = in_path.map(|name| if name == "name" { asset() } else { parameters::reference(name) });
        let in_query = self.parameters.iter().map(|name| parameters::reference(name));
        let mut responses: Map<String, Json> =
            self.answers.iter().map(|(status, answer)| (status.to_string(), answer.clone())).collect();
        for status in self.errors.iter().chain(&ALWAYS) {
            let known = ERRORS.iter().find(|(known, ..)| known == status);
            let name = known.map_or("Internal", |(_, name, _)| name);
            responses.insert(status.to_string(), json!({"$ref": format!("#/components/responses/{name}")}));
        }
        let mut shape = json!({
            "tags": [self.tag],
            "operationId": self.id(),
            "summary": self.summary,
            "parameters": in_path.chain(in_query).collect::<Vec<_>>(),
            "responses": responses,
            "x-codeSamples": [{"lang": "Shell", "label": "curl", "source": self.example}],
        });
        if let Some(body) = &self.body {
            shape["requestBody"] = body.clone();
        }
        shape
    }

    /// `GET /api/v1/datasets/{id}/report` is `get_datasets_id_report`.
    fn id(&self) -> String {
        let path = self.path.trim_start_matches("/api/v1").replace(['{', '}'], "").replace(['/', '.'], "_");
        format!("{}{}", self.method, if path == "_" { "_page" } else { &path })
    }
}

/// A file of the page, by its name.
fn asset() -> Json {
    json!({"name": "name", "in": "path", "required": true, "description": "The name of a file of the page.", "schema": {"type": "string", "minLength": 1}})
}
